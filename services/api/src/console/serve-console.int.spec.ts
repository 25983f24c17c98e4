import { afterEach, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import fastify, { type FastifyInstance } from 'fastify';
import { serveConsole } from './serve-console.js';

const SCRIPT = 'console.log("the console")';
const HTML = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
let server: FastifyInstance;
let folder: string;
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function serve({ built = true, publicUrl }: { built?: boolean; publicUrl?: string } = {}): Promise<string[]> {
  folder = mkdtempSync(path.join(tmpdir(), 'demarc-console-'));
  if (built) {
    mkdirSync(path.join(folder, 'assets'));
    writeFileSync(path.join(folder, 'index.html'), '<meta name="style-nonce" content="__STYLE_NONCE__">');
    writeFileSync(path.join(folder, 'assets', 'main-abc.js'), SCRIPT);
    writeFileSync(path.join(folder, 'assets', 'main-abc.js.gz'), gzipSync(SCRIPT));
  }
  const warnings: string[] = [];
  const log = { warn: (_: unknown, text: string) => void warnings.push(text) };
  server = fastify();
  server.setNotFoundHandler((_, reply) => reply.status(404).send('no such thing'));
  const config = { DEMARC_OIDC_ISSUER: 'https://login.example.com/tenant', DEMARC_PUBLIC_URL: publicUrl };
  await serveConsole(server, config, log as never, folder);
  return warnings;
}

test('each answer of the page has a nonce of its own, in the page and in its policy', async () => {
  await serve();
  const nonces = [];
  for (const url of ['/', '/queue?view=mine', '/incidents/INC-1']) {
    const { statusCode, headers, body } = await server.inject({ url, headers: HTML });
    const [, nonce] = /content="([^"]+)"/.exec(body)!;
    const policy = String(headers['content-security-policy']);
    expect([statusCode, headers['cache-control']]).toEqual([200, 'no-cache']);
    expect(policy).toContain(`style-src 'self' 'nonce-${nonce}'`);
    expect(policy).toContain("form-action 'self' https://login.example.com;");
    expect(policy).not.toMatch(/unsafe|\*/);
    nonces.push(nonce);
  }
  expect(new Set(nonces).size).toBe(3);
});

test('its files are kept by browsers for ever, and come compressed', async () => {
  await serve();
  const { headers, rawPayload } = await server.inject({
    url: '/assets/main-abc.js',
    headers: { 'accept-encoding': 'gzip' },
  });
  expect(headers).toMatchObject({
    'cache-control': 'public, max-age=31536000, immutable',
    'content-encoding': 'gzip',
    'x-content-type-options': 'nosniff',
  });
  expect(rawPayload).toEqual(gzipSync(SCRIPT));
});

test.each([
  ['an address of the API', '/v1/nothing', HTML],
  ['a file that is none', '/assets/gone.js', HTML],
  ['a way out of its folder', '/assets/..%2findex.html', HTML],
  ['a program that asks for a thing', '/queue', { accept: 'application/json' }],
])('%s is not answered with the page', async (_, url, headers) => {
  await serve();
  const { statusCode, body } = await server.inject({ url, headers });
  expect([statusCode, body.includes('style-nonce')]).toEqual([404, false]);
});

test('over https browsers are told to stay there', async () => {
  await serve({ publicUrl: 'https://demarc.example.com' });
  const { headers } = await server.inject({ url: '/', headers: HTML });
  expect(headers['strict-transport-security']).toBe('max-age=31536000');
});

test('where it is not built the page and the log say so', async () => {
  const warnings = await serve({ built: false });
  const { statusCode, body } = await server.inject({ url: '/queue', headers: HTML });
  expect([statusCode, warnings]).toEqual([503, ['the web console is not built: "npm run build" builds it']]);
  expect(body).toContain('npm run build');
});
