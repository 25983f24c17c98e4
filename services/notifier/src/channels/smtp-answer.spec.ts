import { describe, expect, it } from '@jest/globals';
import { answerOfSmtpError } from './smtp-answer.js';

describe('what a refused mail means', () => {
  it.each([
    [421, 'ECONNECTION', 'CONN', 'failedTemporarily', 'server-error'],
    [450, 'EENVELOPE', 'RCPT TO', 'failedTemporarily', 'mailbox-busy'],
    [452, 'EENVELOPE', 'RCPT TO', 'failedTemporarily', 'mailbox-busy'],
    [503, 'EMESSAGE', 'DATA', 'failedTemporarily', 'server-error'],
    [550, 'EENVELOPE', 'RCPT TO', 'failedPermanently', 'mailbox-refused'],
    [554, 'EMESSAGE', 'DATA', 'failedPermanently', 'refused'],
    [535, 'EAUTH', 'AUTH LOGIN', 'failedTemporarily', 'relay-refused'],
    [550, 'EENVELOPE', 'MAIL FROM', 'failedTemporarily', 'relay-refused'],
    [502, 'ETLS', 'STARTTLS', 'failedTemporarily', 'tls'],
  ])('%i with %s at %s is %s because %s', (responseCode, code, command, outcome, reason) => {
    const error = Object.assign(new Error('refused'), { responseCode, code, command, response: `${responseCode} no` });
    expect(answerOfSmtpError(error)).toEqual({ outcome, reason, answer: `${responseCode} no` });
  });

  it.each([
    ['ETIMEDOUT', 'Greeting never received', 'timeout'],
    ['EDNS', 'getaddrinfo ENOTFOUND', 'unreachable'],
    ['ESOCKET', 'connect ECONNREFUSED 127.0.0.1:1', 'unreachable'],
    ['ECONNECTION', 'Connection closed unexpectedly', 'reset'],
    ['ETLS', 'no STARTTLS', 'tls'],
  ])('%s without a reply is %s: %s', (code, message, reason) => {
    expect(answerOfSmtpError(Object.assign(new Error(message), { code })).reason).toBe(reason);
  });
});
