import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { trustAlso } from '@demarc/contracts';
import { TestAuthority } from '../../../../test/harness/certificates.js';
import { type TestIssuer, startTestIssuer } from '../../../../test/harness/people.js';
import { EXIT } from '../exit-code.js';
import { beginSignIn } from './provider.js';

let folder: string;
let authority: TestAuthority;
let issuer: TestIssuer;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'demarc-tls-'));
  authority = new TestAuthority(folder, 'ours');
  issuer = await startTestIssuer(authority.issue('issuer'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const begin = () =>
  beginSignIn({ issuer: issuer.url, clientId: 'demarc-cli', scope: 'openid' }, 'http://127.0.0.1/callback');

it('nobody signs in at a provider whose certificate nobody knows, and is told what to do', async () => {
  await expect(begin()).rejects.toMatchObject({
    exitCode: EXIT.unreachable,
    message: expect.stringContaining('a CA that is not trusted here'),
    advice: expect.stringContaining('DEMARC_CA'),
  });
});

it('signs in at a provider of a CA that is trusted', async () => {
  trustAlso(authority.caFile);
  const { url } = await begin();
  expect(url.href.startsWith(`${issuer.url}/authorize?`)).toBe(true);
});
