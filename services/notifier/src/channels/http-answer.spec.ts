import { describe, expect, it } from '@jest/globals';
import { answerOfNetworkError, answerOfStatus, readRetryAfter } from './http-answer.js';

const NOW = Date.parse('2026-11-20T10:00:00Z');

describe('what an HTTP status means', () => {
  it.each([
    [200, 'sent', 'accepted'],
    [204, 'sent', 'accepted'],
    [301, 'failedPermanently', 'redirected'],
    [308, 'failedPermanently', 'redirected'],
    [400, 'failedPermanently', 'refused'],
    [401, 'failedPermanently', 'unauthorised'],
    [404, 'failedPermanently', 'refused'],
    [408, 'failedTemporarily', 'timeout'],
    [410, 'failedPermanently', 'gone'],
    [425, 'failedTemporarily', 'throttled'],
    [429, 'failedTemporarily', 'throttled'],
    [500, 'failedTemporarily', 'server-error'],
    [503, 'failedTemporarily', 'server-error'],
  ])('%i is %s because %s', (status, outcome, reason) => {
    expect(answerOfStatus(status, null, null, NOW)).toEqual({ outcome, reason, answer: String(status) });
  });

  it('keeps what the receiver said on one printable line', () => {
    expect(answerOfStatus(400, null, 'no\r\nsuch\u0000tenant', NOW).answer).toBe('400 no such tenant');
  });
});

describe('Retry-After', () => {
  it.each([
    ['120', 120_000],
    ['Fri, 20 Nov 2026 10:00:30 GMT', 30_000],
    ['Fri, 20 Nov 2026 09:00:00 GMT', 0],
    ['soon', null],
    [null, null],
  ])('%s', (value, expected) => {
    expect(readRetryAfter(value, NOW)).toBe(expected);
  });
});

describe('what a failed connection means', () => {
  it.each([
    ['ECONNREFUSED', 'unreachable'],
    ['ENOTFOUND', 'unreachable'],
    ['UND_ERR_HEADERS_TIMEOUT', 'timeout'],
    ['ECONNRESET', 'reset'],
    ['UND_ERR_SOCKET', 'reset'],
    ['HPE_INVALID_CONSTANT', 'bad-answer'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls'],
  ])('%s is %s', (code, reason) => {
    const answer = answerOfNetworkError(Object.assign(new Error('it failed'), { code }));
    expect(answer).toEqual({ outcome: 'failedTemporarily', reason, answer: `${code} it failed` });
  });

  it.each([
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'a CA that is not trusted here'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'signed by itself'],
    ['CERT_HAS_EXPIRED', 'has expired'],
  ])('%s says what is wrong with the certificate, and what to do', (code, fault) => {
    const answer = answerOfNetworkError(Object.assign(new Error('it failed'), { code }));
    expect(answer).toMatchObject({ outcome: 'failedTemporarily', reason: 'tls' });
    expect(answer.answer).toContain(fault);
    expect(answer.answer).toContain('DEMARC_CA');
  });

  it('looks into an error of several addresses', () => {
    const inner = Object.assign(new Error('connect ECONNREFUSED ::1:1'), { code: 'ECONNREFUSED' });
    expect(answerOfNetworkError(new AggregateError([inner])).reason).toBe('unreachable');
  });
});
