import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Webhook } from 'standardwebhooks';

import { saveSecret } from './received-webhooks.js';
import { startWebhookReceiver, type WebhookReceiver } from './webhook-receiver.js';

const secret = `whsec_${randomBytes(24).toString('base64')}`;

describe('the webhook receiver', () => {
  let dir: string;
  let receiver: WebhookReceiver;
  const start = () => startWebhookReceiver({ dir, mailDir: path.join(dir, 'mail'), port: 0 });
  const post = (name: string, body: string, headers: Record<string, string> = {}) =>
    fetch(`${receiver.url}/hooks/${name}`, { method: 'POST', body, headers });
  const signed = (body: string, at = new Date()) => ({
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign('msg_1', at, body),
  });
  const listed = async (name: string) =>
    ((await (await fetch(`${receiver.url}/received?name=${name}`)).json()) as { received: Record<string, unknown>[] })
      .received;

  beforeAll(async () => {
    dir = mkdtempSync(path.join(tmpdir(), 'demarc-webhooks-'));
    receiver = await start();
  });
  afterAll(async () => {
    await receiver.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  it('takes what the standard library signed and refuses what was changed, unsigned or old', async () => {
    saveSecret(dir, 'contoso', secret);
    const body = JSON.stringify({ incident: 'CON-1 – ü' });
    const answers = [
      await post('contoso', body, signed(body)),
      await post('contoso', body.replace('1', '2'), signed(body)),
      await post('contoso', body),
      await post('contoso', body, signed(body, new Date(Date.now() - 3_600_000))),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 401, 401, 401]);
    expect((await listed('contoso')).map(({ signature }) => signature)).toEqual([
      'valid',
      'invalid',
      'missing',
      'too-old',
    ]);
  });

  it('keeps what came for each hook, also over a restart', async () => {
    expect((await post('fabrikam', 'not json')).status).toBe(200);
    await receiver.stop();
    receiver = await start();
    expect(await listed('fabrikam')).toMatchObject([{ name: 'fabrikam', signature: 'unchecked', body: 'not json' }]);
    expect(await listed('contoso')).toHaveLength(4);
  });

  it('shows the mails, none so far, and says what it has otherwise', async () => {
    expect(await (await fetch(`${receiver.url}/mails`)).json()).toEqual({ mails: [] });
    expect((await fetch(`${receiver.url}/mails/none`)).status).toBe(404);
    expect(await (await fetch(`${receiver.url}/elsewhere`)).text()).toContain('/hooks/<name>');
  });
});
