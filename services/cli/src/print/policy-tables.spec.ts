import { expect, it } from '@jest/globals';
import type { AdoptionList } from '@demarc/contracts';
import { adoptionsText } from './policy-tables.js';
import { styleFor } from './style.js';

const plain = styleFor({ isTerminal: false, env: {} });
const ADOPTED: AdoptionList = {
  tenant: 'fabrikam',
  items: [
    {
      version: '2023-07-13',
      title: 'July 2023',
      holdsFrom: '2023-07-13T00:00:00.0000000Z',
      adoptedAt: '2026-11-22T10:00:00.0000000Z',
      adoptedBy: 'microsoft/ana',
      approvedBy: 'microsoft/noor',
      isInForce: true,
    },
  ],
};

it('who proposed and who approved stand beside each other where there is room, and the second name goes first', () => {
  const wide = adoptionsText(ADOPTED, { style: plain, width: 160 });
  expect(wide).toMatch(/by microsoft\/ana +microsoft\/noor/);
  const narrow = adoptionsText(ADOPTED, { style: plain, width: 95 });
  expect(narrow).toContain('by microsoft/ana');
  expect(narrow).not.toContain('microsoft/noor');
});
