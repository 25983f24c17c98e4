import { createHash } from 'node:crypto';
import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { type RequestListener, createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { type RoleMapping } from '@demarc/contracts';
import { ROLES, ROLE_FACTS, type Role } from '@demarc/domain';
import { type JWTPayload, SignJWT, exportJWK, generateKeyPair } from 'jose';
import { type CertificateFiles, contentsOf } from './certificates.js';

const AUDIENCE = 'demarc-api';
const TOKEN_LIVES_S = 7_200;

/** Somebody to be, as a test says it. */
export interface Person {
  readonly name: string;
  readonly roles: readonly Role[];
  /** Of a customer's roles. */
  readonly tenant?: string;
  /** Over what their token says otherwise. */
  readonly overruling?: JWTPayload;
}

/** A sign-in provider for tests: whoever asks it for a token gets one. */
export interface TestIssuer {
  readonly url: string;
  /** What an api is configured by to believe it. */
  readonly env: Readonly<Record<string, string>>;
  /**
   * An access token of somebody: a {@link Person}, or in short `microsoft/alex` (who may do all that Microsoft may),
   * `customer/dana` (an admin of contoso) or `customer:fabrikam/finn`.
   */
  tokenOf(who: string | Person): Promise<string>;
}

/**
 * Each role by its own name; what Microsoft's people may do, one person of a test may do at once. With the claim
 * `blind` somebody of a customer's operations does not see security (`admin`: an admin of theirs), with `partner`
 * they are of tailspin too, or of fabrikam when it says so.
 */
const MAPPING: RoleMapping = {
  rules: [
    ...ROLES.map((role) => ({
      when: { roles: role },
      role,
      ...(ROLE_FACTS[role].party === 'customer' && { tenantClaim: 'tenant' }),
    })),
    { when: { blind: true }, role: 'customer-ops', tenantClaim: 'tenant', security: false },
    { when: { blind: 'admin' }, role: 'customer-admin', tenantClaim: 'tenant', security: false },
    { when: { partner: true }, role: 'customer-ops', tenant: 'tailspin' },
    { when: { partner: 'fabrikam' }, role: 'customer-ops', tenant: 'fabrikam' },
  ],
};

let issuer: Promise<TestIssuer> | null = null;

/** The issuer of this test process. It holds nothing open and goes with the process. */
export function testIssuer(): Promise<TestIssuer> {
  issuer ??= startTestIssuer();
  return issuer;
}

/** Who asks when a test does not say: somebody of Microsoft, who sees everything. */
export const READER = 'microsoft/reader';

/**
 * Headers as tests write them, with `as` for who sends them: it becomes their access token. Without it that of
 * {@link READER}; with an empty one, or an `authorization` of their own, nobody is added.
 */
export async function signedIn({ as = READER, ...headers }: Readonly<Record<string, string>> = {}): Promise<
  Record<string, string>
> {
  if (as === '' || Object.keys(headers).some((name) => name.toLowerCase() === 'authorization')) return headers;
  return { ...headers, authorization: `Bearer ${await (await testIssuer()).tokenOf(as)}` };
}

const begun = new Map<string, JWTPayload>();

/** A code for which an issuer of this process gives a browser's sign-in an ID token with these claims. */
export function codeFor(claims: JWTPayload): string {
  const code = `code-${begun.size}`;
  begun.set(code, claims);
  return code;
}

/** Another one than {@link testIssuer}; with a certificate by https. */
export async function startTestIssuer(tls?: CertificateFiles): Promise<TestIssuer> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'test', alg: 'ES256', use: 'sig' }] };
  const answer: RequestListener = (request, response) => {
    response.setHeader('content-type', 'application/json');
    if (request.url === '/token') {
      void text(request).then(async (body) => response.end(JSON.stringify(await tokensFor(new URLSearchParams(body)))));
      return;
    }
    response.end(JSON.stringify(request.url === '/jwks' ? keys : discovery(url)));
  };
  const server = tls ? createSecureServer(contentsOf(tls), answer) : createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  const url = `${tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const mapping = mappingFile();
  const signed = (claims: JWTPayload, typ: string): Promise<string> => {
    const nowS = Math.floor(Date.now() / 1_000);
    return new SignJWT({ iss: url, iat: nowS, exp: nowS + TOKEN_LIVES_S, ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: 'test', typ })
      .sign(privateKey);
  };
  const tokensFor = async (asked: URLSearchParams): Promise<object> => {
    const claims = begun.get(asked.get('code')!);
    const idToken = await signed({ aud: asked.get('client_id')!, ...claims }, 'JWT');
    return { access_token: 'unused', token_type: 'Bearer', id_token: idToken };
  };
  const tokens = new Map<string, Promise<string>>();
  const sign = ({ name, roles, tenant, overruling }: Person): Promise<string> => {
    const claims = { sub: name, preferred_username: name, roles, ...(tenant && { tenant }) };
    return signed({ aud: AUDIENCE, ...claims, ...overruling }, 'at+jwt');
  };
  return {
    url,
    env: { DEMARC_OIDC_ISSUER: url, DEMARC_OIDC_AUDIENCE: AUDIENCE, DEMARC_ROLE_MAPPING: mapping },
    tokenOf: (who) => {
      if (typeof who !== 'string') return sign(who);
      const known = tokens.get(who) ?? sign(personOf(who));
      tokens.set(who, known);
      return known;
    },
  };
}

/** One for every run of these tests: test processes are ended from outside, and could not clear up behind themselves. */
function mappingFile(): string {
  const text = JSON.stringify(MAPPING);
  const file = path.join(
    tmpdir(),
    `demarc-test-roles-${createHash('sha256').update(text).digest('hex').slice(0, 16)}.json`,
  );
  if (existsSync(file)) return file;
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, text);
  renameSync(unfinished, file);
  return file;
}

const ACTOR = /^(?:(?<microsoft>microsoft)|customer(?::(?<tenant>[\w-]+))?)\/(?<name>.+)$/su;

function personOf(actor: string): Person {
  const { microsoft, tenant = 'contoso', name } = ACTOR.exec(actor)?.groups ?? {};
  if (!name)
    throw new Error(`"${actor}" is nobody: write microsoft/<name>, customer/<name> or customer:<tenant>/<name>.`);
  return microsoft
    ? { name, roles: ['soc-lead', 'mmd-operations', 'service-manager'] }
    : { name, roles: ['customer-ops', 'customer-admin'], tenant };
}

function discovery(url: string): object {
  return {
    issuer: url,
    jwks_uri: `${url}/jwks`,
    authorization_endpoint: `${url}/authorize`,
    token_endpoint: `${url}/token`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['ES256'],
  };
}
