import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { matrixOf, matrixWords, shippedPolicy } from '@demarc/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runCli } from '../stand-in.fixture.js';

const FIXTURES = fileURLToPath(new URL('../../../../libs/contracts/src/policy/fixtures/', import.meta.url));
const NOBODY_LISTENS = 'http://127.0.0.1:1';
const EXTENDING = 'version: contoso-1\ntitle: Contoso\nextends: 2021-08-08\n';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'demarc-policy-'));
});
afterAll(() => rm(folder, { recursive: true }));

const policy = (argv: readonly string[], input = '') => runCli(NOBODY_LISTENS, ['policy', ...argv], { input });
const file = async (name: string, text: string) => {
  await writeFile(path.join(folder, name), text);
  return path.join(folder, name);
};

describe('policy lint', () => {
  it('ends with 0 and one line for a policy that is in order', async () => {
    const { code, out } = await policy(['lint', '-'], EXTENDING);
    expect([code, out]).toEqual([0, 'ok    -  contoso-1, 31 clauses over 3024 combinations of facts\n']);
  });

  it.each([
    ['gap', 'uncovered', 'where kind is operational, device is undetermined'],
    ['unreachable-clause', 'unreachable', 'MMD-DEVICES and OTHER-DEVICES before it already took all'],
    ['overlap', 'shadowed', 'for example kind operational, device mmd, area printing'],
  ])('ends with 1 for the prepared %s and says what and where', async (name, kind, words) => {
    const { code, out } = await policy(['lint', `${FIXTURES}${name}.yaml`]);
    expect([code, out]).toEqual([1, expect.stringContaining(`: 1 finding\n  ${kind}  `)]);
    expect(out.replace(/\s+/g, ' ')).toContain(words);
  });

  it('ends with 1 for a file that is no policy, and names every mistake', async () => {
    const { code, out } = await policy(['lint', '-'], `${EXTENDING}remove: [CU-99, CU-98]\n`);
    expect(code).toBe(1);
    expect(out).toBe(
      'bad   -  cannot be read\n  remove: 2021-08-08 has no clause CU-99\n  remove: 2021-08-08 has no clause CU-98\n',
    );
  });

  it('lets files extend each other in whatever order they are named', async () => {
    const again = await file('again.yaml', 'version: contoso-2\ntitle: Again\nextends: contoso-1\n');
    const first = await file('first.yaml', EXTENDING);
    expect(await policy(['lint', again, first])).toMatchObject({ code: 0 });
    expect(await policy(['lint', again])).toMatchObject({
      code: 1,
      out: expect.stringContaining('there is no policy contoso-1'),
    });
  });

  it('ends files that extend each other in a circle with what is missing', async () => {
    const one = await file('one.yaml', 'version: one\ntitle: One\nextends: two\n');
    const two = await file('two.yaml', 'version: two\ntitle: Two\nextends: one\n');
    expect(await policy(['lint', one, two])).toMatchObject({ code: 1 });
  });

  it('is one document with --json', async () => {
    const { code, out } = await policy(['lint', `${FIXTURES}gap.yaml`, '-', '--json'], EXTENDING);
    expect([code, JSON.parse(out)]).toMatchObject([
      1,
      {
        items: [
          { ok: false, findings: [{ kind: 'uncovered', cells: 252 }] },
          { ok: true, findings: [] },
        ],
      },
    ]);
  });
});

describe('policy show', () => {
  it('shows the default of every tenant: each clause once, with its owner and who is told', async () => {
    const { code, out } = await policy(['show']);
    expect(code).toBe(0);
    const text = out.replace(/\s+/g, ' ');
    for (const { clause, about, device, owner, told } of matrixOf(await shippedPolicy()).rows.flatMap(matrixWords)) {
      expect(text).toContain(` ${clause} ${about}; ${device} ${owner}; told: ${told}; severity `);
    }
    expect(out).toContain('Severity B: first answer within 4 hours, then news every 12 hours');
  });

  it('shows clauses with the words that they restate', async () => {
    const { out } = await policy(['show', '2023-07-13', '--clauses']);
    expect(out.replace(/\s+/g, ' ')).toContain('(SOC) doesn’t triage these alerts” CU-6-CSOC Security monitoring');
  });

  it('is the matrix or the policy itself with --json', async () => {
    const policyItself = await shippedPolicy('2023-03-08');
    const { out } = await policy(['show', '2023-03-08', '--json']);
    expect(JSON.parse(out)).toEqual(JSON.parse(JSON.stringify(matrixOf(policyItself))));
    const clauses = await policy(['show', '2023-03-08', '--clauses', '--json']);
    expect(JSON.parse(clauses.out)).toEqual(JSON.parse(JSON.stringify(policyItself)));
  });

  it('refuses a file that is no policy with 1, and one that is not there with 2', async () => {
    expect(await policy(['show', '-'], 'version: x')).toMatchObject({ code: 1, out: '' });
    expect(await policy(['show', './2023-03-09'])).toMatchObject({ code: 2 });
  });
});

describe('a policy with a gap', () => {
  const GAP = `${FIXTURES}gap.yaml`;

  it('is shown, with a line that says that its lint has a finding', async () => {
    const { code, out, err } = await policy(['show', GAP]);
    expect([code, out]).toEqual([0, expect.stringContaining('Who owns what under gap')]);
    expect(err).toBe(
      `Its lint has 1 finding, so it could not be published: \`demarc policy lint ${GAP}\` shows what.\n`,
    );
    expect(await policy(['show'])).toMatchObject({ err: '' });
  });

  it.each([
    ['undetermined', 'owns these facts: kind operational, device undetermined, area endpoint'],
    ['mmd', 'with another device: kind operational, device undetermined, area endpoint'],
  ])('has no owner to name beside the gap, from device %s', async (device, words) => {
    const { code, out, err } = await policy(['cell', GAP, '--kind', 'operational', '--device', device]);
    expect([code, out, err]).toEqual([1, '', expect.stringContaining(words)]);
  });
});

describe('policy cell', () => {
  it('names the owner, the clauses that stood before, and the single facts that would change it', async () => {
    const { code, out } = await policy(['cell', '--device', 'mmd', '--handled-by', 'automation', '2023-07-13']);
    expect(code).toBe(0);
    expect(out).toContain('Owner       customer/security, told: microsoft/operations, if it may impact the service');
    expect(out).toContain('ACCOUNT-SEC: area is endpoint, not mmd-service-account');
    expect(out).toContain('if handledBy were nobody: microsoft/security-operations (MS-4)');
  });

  it('refuses a value that no fact has', async () => {
    expect(await policy(['cell', '--device', 'toaster'])).toMatchObject({ code: 2 });
  });
});
