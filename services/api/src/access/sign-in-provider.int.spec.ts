import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { trustAlso } from '@demarc/contracts';
import type { Log } from '@demarc/runtime';
import { TestAuthority } from '../../../../test/harness/certificates.js';
import { type TestIssuer, startTestIssuer } from '../../../../test/harness/people.js';
import { apiConfig } from '../config.js';
import { SignInProvider } from './sign-in-provider.js';

let folder: string;
let authority: TestAuthority;
let issuer: TestIssuer;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'demarc-tls-'));
  authority = new TestAuthority(folder, 'ours');
  issuer = await startTestIssuer(authority.issue('issuer'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function provider(said: string[] = []): SignInProvider {
  const servers = { DATABASE_URL: 'postgres://demarc_api@127.0.0.1/demarc', NATS_URL: 'nats://127.0.0.1' };
  const log = { warn: (_: object, message: string) => said.push(message) } as unknown as Log;
  return new SignInProvider(apiConfig.parse({ ...servers, ...issuer.env }), log);
}

it('a provider whose certificate nobody knows is not believed, and the log says what to do', async () => {
  const said: string[] = [];
  const token = await issuer.tokenOf('microsoft/alex');
  await expect(provider(said).claimsOf(token)).rejects.toMatchObject({ code: 'unavailable' });
  expect(said).toEqual([expect.stringMatching(/a CA that is not trusted here\. Name the file of its CA in DEMARC_CA/)]);
});

it('a provider of a CA that is trusted is asked by https, for what it is and for its keys', async () => {
  trustAlso(authority.caFile);
  expect(issuer.url).toMatch(/^https:/);
  const token = await issuer.tokenOf('microsoft/alex');
  expect(await provider().claimsOf(token)).toMatchObject({ sub: 'alex', iss: issuer.url });
});
