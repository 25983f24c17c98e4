import { describe, expect, it } from '@jest/globals';
import { smtpUrlSetting } from './smtp-url.js';

describe('SMTP_URL', () => {
  it.each([
    ['requireTLS', 'smtp://mail.example?requireTLS=false'],
    ['requireTLS', 'smtp://mail.example?requireTLS=0'],
    ['requireTLS', 'smtp://mail.example?requireTLS=true&requireTLS=false'],
    ['ignoreTLS', 'smtp://mail.example?pool=true&ignoreTLS=true'],
    ['opportunisticTLS', 'smtp://mail.example?opportunisticTLS=1'],
    ['tls.rejectUnauthorized', 'smtps://mail.example?tls.rejectUnauthorized=false'],
    ['tls.rejectUnauthorized', 'smtps://mail.example?tls%2ErejectUnauthorized=false'],
  ])('does not switch TLS off by %s: %s', (option, url) => {
    expect(() => smtpUrlSetting.parse(url)).toThrow(`must not switch TLS off by ${option}: take it out`);
  });

  it.each([
    'smtp://me:secret@mail.example:587',
    'smtps://mail.example',
    'smtp://mail.example?requireTLS=true',
    'smtps://mail.example?tls.servername=relay.example',
  ])('is taken: %s', (url) => {
    expect(smtpUrlSetting.parse(url)).toBe(url);
  });
});
