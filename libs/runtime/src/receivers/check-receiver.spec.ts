import { describe, expect, it } from '@jest/globals';
import { checkReceiver, objectionToReceiver } from './check-receiver.js';
import { ReceiverAllow } from './receiver-allow.js';

const ALLOW = ReceiverAllow.parse('127.0.0.1/32, 10.1.0.0/16, fd00:1::/64, Receiver.internal:8443, any.internal');
const https = (host: string, port = 443) => ({ host, port, protocol: 'https:' }) as const;
const http = (host: string, port = 80) => ({ host, port, protocol: 'http:' }) as const;

describe('a receiver', () => {
  it.each([
    ['outside', https('a.example'), ['8.8.8.8', '2606:4700::1111'], null],
    ['in an allowed range', http('a.example'), ['10.1.2.3'], null],
    ['mapped into an allowed range', http('a.example'), ['::ffff:10.1.2.3'], null],
    ['allowed by name, port and all', http('receiver.internal', 8443), ['10.9.9.9'], null],
    ['allowed by name on any port', http('ANY.internal', 1), ['192.168.0.1'], null],
    ['allowed on another port', https('receiver.internal', 22), ['10.9.9.9'], 'address-refused'],
    ['beside an allowed range', https('a.example'), ['127.0.0.2'], 'address-refused'],
    ['with one bad address among good ones', https('a.example'), ['8.8.8.8', '10.9.9.9'], 'address-refused'],
    ['outside in the clear', http('a.example'), ['8.8.8.8'], 'not-https'],
    ['allowed and outside at once, in the clear', http('a.example'), ['10.1.2.3', '8.8.8.8'], 'not-https'],
  ] as const)('%s', (_name, place, addresses, reason) => {
    expect(checkReceiver(place, addresses, ALLOW)?.reason ?? null).toBe(reason);
  });
});

describe('who enters a receiver', () => {
  it.each([
    ['https://hooks.contoso.example/a?b=c', null],
    ['http://127.0.0.1:4789/hook', null],
    ['http://localhost:4789/hook', null],
    ['http://somewhere.internal/', null],
    ['https://169.254.169.254/latest', 'metadata'],
    ['https://0x7f.2/', 'loopback'],
    ['https://2130706434/', 'loopback'],
    ['https://[::1]/', 'loopback'],
    ['https://ada:pw@contoso.example/', 'no https one'],
    ['gopher://contoso.example/', 'no https one'],
  ])('%s: %s', (url, objection) => {
    const said = objectionToReceiver(url, ALLOW);
    if (objection === null) expect(said).toBeNull();
    else expect(said).toContain(objection);
  });

  it('is told that it has to be https where nothing inside is allowed', () => {
    expect(objectionToReceiver('http://contoso.example/', ReceiverAllow.nothing)).toContain('https://');
  });
});

it.each(['10.0.0.0/33', 'a b', '-', 'host:99999', '1.2.3.4/8/9'])('"%s" allows nothing and is said to', (text) => {
  expect(() => ReceiverAllow.parse(text)).toThrow(text);
});
