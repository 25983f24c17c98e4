import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runCli } from '../stand-in.fixture.js';

const EXAMPLE = fileURLToPath(
  new URL('../../../../libs/contracts/policies/examples/contoso-expectations.yaml', import.meta.url),
);
const NOBODY_LISTENS = 'http://127.0.0.1:1';
const run = (argv: readonly string[], input = '') => runCli(NOBODY_LISTENS, ['policy', 'test', ...argv], { input });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'demarc-policy-test-'));
});
afterAll(() => rm(folder, { recursive: true }));

const DEVICE = '3d0a7d2e-0001-4a51-8c1e-5b7f2c9d1001';
const expectations = (more: string, head = '') => `policy: '2021-08-08'
now: 2022-05-10T12:00:00Z
${head}
cases:
  - name: An alert on PC-1
    event: { kind: security, title: Malware, severity: low, devices: [PC-1], startedAt: 2022-05-10T08:00:00Z }
    expect: ${more}
`;
const SOC = '{ owner: microsoft, queue: microsoft/security-operations, inform: customer/security }';
const CUSTOMER = '{ owner: customer, queue: customer/security, inform: nobody }';

describe('the example that ships', () => {
  it('passes, every case of it', async () => {
    const { code, out } = await run([EXAMPLE]);
    expect(out).not.toContain('FAIL');
    expect([code, out.trim().split('\n').at(-1)]).toEqual([0, '13 cases: 13 passed']);
  });

  it('fails where an expectation is turned round, and says what came instead and why', async () => {
    const yaml = await readFile(EXAMPLE, 'utf8');
    const wrong = yaml.replace('clause: CU-9, device: mmd', 'severity: A, clause: CU-9, device: non-mmd');
    const { code, out } = await run(['-'], wrong);
    expect(code).toBe(1);
    expect(out).toContain('13 cases: 12 passed, 1 failed');
    expect(out).toContain('severity: expected A, got C');
    expect(out).toContain('device: expected non-mmd, got mmd');
    expect(out).toContain('customer by CU-9: Printing is the customer');
    expect(out.replace(/\s+/g, ' ')).toContain('device is mmd: devices[0]: MMD-4K7QX2M9PLA was enrolled in MMD then');
  });

  it('fails for a tenant whose policy says something else', async () => {
    const yaml = (await readFile(EXAMPLE, 'utf8')).replace("policy: '2021-08-08'", 'policy: contoso-2026-01.yaml');
    const policy = 'version: contoso-2026-01\ntitle: Contoso\nextends: 2021-08-08\nseverity: { low: B }\n';
    await writeFile(path.join(folder, 'contoso-2026-01.yaml'), policy);
    await writeFile(path.join(folder, 'expectations.yaml'), yaml);
    const { code, out } = await run([path.join(folder, 'expectations.yaml')]);
    expect([code, out]).toEqual([1, expect.stringContaining('severity: expected C, got B')]);
    expect(out).toContain('policy contoso-2026-01, digest ');
  });
});

describe('the directory of a file of expectations', () => {
  const directory = (entry: string, state = '{}') => `directoryState: ${state}\ndirectory:\n  - ${entry}`;
  const known = `{ entra_device_id: ${DEVICE}, name: PC-1, enrolled_from: 2022-05-01 }`;

  it('decides as the one that an import makes', async () => {
    expect(await run(['-'], expectations(SOC, directory(known)))).toMatchObject({ code: 0 });
    expect(await run(['-'], expectations(SOC))).toMatchObject({ code: 1 });
    expect(await run(['-'], expectations(CUSTOMER))).toMatchObject({ code: 0 });
  });

  it.each([
    ['that was never imported', 'directoryState: never-imported'],
    ['that shows only some of the devices', 'directoryState: { coverage: partial }'],
    ['that was read too long before', 'directoryState: { asOf: 2022-05-08, freshHours: 24 }'],
  ])('proves nothing by absence when it is one %s', async (_, state) => {
    const expected = SOC.replace(' }', ', device: undetermined, provisional: true }');
    expect(await run(['-'], expectations(expected, state))).toMatchObject({ code: 0 });
  });

  it('is refused with the mistakes of its entries, as an import would refuse it', async () => {
    const { code, out } = await run(['-'], expectations(SOC, directory('{ entra_device_id: x, enrolled_from: soon }')));
    expect(code).toBe(2);
    expect(out).toContain('directory[0].entra_device_id: "x" is not a GUID');
    expect(out).toContain('directory[0].enrolled_from: "soon" is no date');
  });
});

describe('an event of a file of expectations', () => {
  it('fails its case when the service would refuse it', async () => {
    const yaml = expectations(SOC).replace('title: Malware', 'title: " "');
    const { code, out } = await run(['-'], yaml);
    expect([code, out]).toEqual([1, expect.stringContaining('The event is refused (not-in-format): title')]);
  });

  it('fails its case when it is split and one half was expected, or the other way round', async () => {
    const split = `directory: [{ entra_device_id: ${DEVICE}, name: PC-1, enrolled_from: 2022-05-01 }]`;
    const two = (more: string) => expectations(more, split).replace('[PC-1]', '[PC-1, PC-2]');
    const half = await run(['-'], two(SOC));
    expect([half.code, half.out]).toEqual([1, expect.stringContaining('owner: expected nothing, got customer')]);
    const other = CUSTOMER.replace('nobody', 'microsoft/operations');
    expect(await run(['-'], two(`[${other}, ${SOC}]`))).toMatchObject({ code: 0 });
    const whole = await run(['-'], expectations(`[${other}, ${SOC}]`, split));
    expect([whole.code, whole.out]).toEqual([1, expect.stringContaining('owner: expected customer, got nothing')]);
  });
});

describe('exit codes', () => {
  it('2: a file cannot be read, with all of its mistakes, and the other files are run', async () => {
    await writeFile(path.join(folder, 'bad.yaml'), 'policy: 1999-01-01.yaml\ncases: [{ name: x }]');
    const { code, out } = await run([path.join(folder, 'bad.yaml'), EXAMPLE]);
    expect(code).toBe(2);
    expect(out).toContain('bad.yaml  cannot be read');
    expect(out).toContain('cases[0].event: ');
    expect(out).toContain('cases[0].expect[0]');
    expect(out).toContain('13 cases: 13 passed, 1 file could not be read');
  });

  it.each([
    ['is not there', 'none.yaml', 'there is no such file'],
    ['cannot be read', 'half.yaml', 'policy half.yaml: title: is missing'],
  ])('2: the policy that a file names %s', async (_, named, words) => {
    await writeFile(path.join(folder, 'half.yaml'), 'version: half\nextends: 2021-08-08\n');
    await writeFile(path.join(folder, 'tests.yaml'), expectations(SOC).replace("'2021-08-08'", named));
    const { code, out } = await run([path.join(folder, 'tests.yaml')]);
    expect([code, out]).toEqual([2, expect.stringContaining(words)]);
  });
});

it('prints one document with --json: each case with what differs and why', async () => {
  const { code, out } = await run(['-', '--json'], expectations(SOC));
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({
    ok: false,
    files: [
      {
        policyVersion: '2021-08-08',
        cases: [
          {
            ok: false,
            differences: [
              { field: 'owner', expected: 'microsoft', got: 'customer' },
              { field: 'queue', expected: 'microsoft/security-operations', got: 'customer/security' },
              { field: 'inform', expected: 'customer/security', got: 'nobody' },
            ],
            decisions: [{ clause: 'CU-6', from: { device: expect.stringContaining('not in the tenant') } }],
          },
        ],
      },
    ],
  });
});
