import { afterEach, describe, expect, it } from '@jest/globals';
import type { UntoldNoticeView } from '@demarc/contracts';
import { referenceOf } from '@demarc/domain';
import { at } from '../sample.fixture.js';
import { reply, runCli, startStandIn } from '../stand-in.fixture.js';

const ID = '0199b1c2-5f6e-7d3a-8b1c-2f4e6a8c0d1e';
const FAILED: UntoldNoticeView = {
  noticeId: '0199b1c2-5f6e-7d3a-8b1c-000000000031',
  tenant: 'contoso',
  incidentId: ID,
  reference: referenceOf(ID),
  severity: 'A',
  party: 'customer',
  kind: 'advisory',
  queue: 'customer/security',
  audience: 'team',
  because: 'MS-4: always',
  owedUnder: 'MS-4 of 2021-08-08',
  owedAt: at('09:12:00'),
  lateAt: at('09:27:00'),
  reason: 'failed',
  overdue: true,
  why: 'Security by webhook to https://hooks.contoso.example/demarc: given up after 12 attempts, gone.',
  todo: 'Mend the receiver or correct the contact, then: demarc notices redrive 0199b1c2-5f6e-7d3a-8b1c-000000000101',
  deliveries: [],
};
const MUTED: UntoldNoticeView = {
  ...FAILED,
  reason: 'muted',
  overdue: false,
  why: 'muted',
  todo: 'Tell them yourself.',
};

let close: () => Promise<void> = async () => undefined;
afterEach(() => close());

/** Answers each page by its cursor, without one the first. */
async function owed(pages: Record<string, { items: UntoldNoticeView[]; next: string | null }>, argv: string[] = []) {
  const standIn = await startStandIn({
    'GET /v1/notices/owed': ({ path }, response) =>
      reply(response, pages[new URL(path, 'http://x').searchParams.get('cursor') ?? '']),
  });
  close = standIn.close;
  const ran = await runCli(standIn.url, ['notices', 'owed', ...argv]);
  return { ...ran, asked: standIn.asked.map(({ path }) => path) };
}

describe('notices owed', () => {
  it('says who should know, why they do not and what to do, and ends with 1', async () => {
    const { code, out } = await owed({ '': { items: [FAILED], next: null } });
    expect(code).toBe(1);
    expect(out).toBe(`failed       customer/security of contoso
             advisory of A ${FAILED.reference}, owed 60 min ago under MS-4 of 2021-08-08
             Security by webhook to https://hooks.contoso.example/demarc: given up after 12
             attempts, gone.
             Mend the receiver or correct the contact, then: demarc notices redrive
             0199b1c2-5f6e-7d3a-8b1c-000000000101
             notice 0199b1c2-5f6e-7d3a-8b1c-000000000031
`);
  });

  it('ends with 0 when nothing is overdue', async () => {
    expect(await owed({ '': { items: [], next: null } })).toMatchObject({
      code: 0,
      out: 'Everybody who should know was told, or is being told in time.\n',
    });
    expect(await owed({ '': { items: [MUTED], next: null } })).toMatchObject({ code: 0 });
  });

  it('ends with 1 when only a page that is not shown has something overdue', async () => {
    const pages = {
      '': { items: [MUTED], next: 'second' },
      second: { items: [], next: 'third' },
      third: { items: [FAILED], next: null },
    };
    const { code, err, asked } = await owed(pages, ['--limit', '1', '--tenant', 'contoso']);
    expect([code, err]).toEqual([1, 'There is more: --all, or --cursor second\n']);
    expect(asked.slice(1)).toEqual(
      ['second', 'third'].map(
        (cursor) =>
          `/v1/notices/owed?tenant=contoso&reason=late&reason=failed&reason=unreachable&limit=1&cursor=${cursor}`,
      ),
    );
    expect(await owed({ ...pages, third: { items: [], next: null } })).toMatchObject({ code: 0 });
  });

  it('asks for what it was told to', async () => {
    const empty = { '': { items: [], next: null } };
    const { asked } = await owed(empty, ['--party', 'customer', '--older-than', '2h', '--reason', 'muted,held']);
    expect(asked).toEqual(['/v1/notices/owed?party=customer&reason=muted&reason=held&olderThanMinutes=120']);
    expect(await owed(empty, ['--older-than', 'soon'])).toMatchObject({ code: 2, asked: [] });
  });
});
