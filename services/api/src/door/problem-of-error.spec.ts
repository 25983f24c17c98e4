import { expect, test } from '@jest/globals';
import { problemOfError } from './problem-of-error.js';

const codeOf = (error: object): string => problemOfError(error, { asked: 'PUT /v1/x' }).code;

test('what the database refuses to write, since its writer would not see it, is not allowed', () => {
  const message = 'new row violates row-level security policy "without_security" for table "contacts"';
  expect(codeOf(Object.assign(new Error(message), { code: '42501' }))).toBe('not-allowed');
});

test('a privilege that is missing is a mistake of ours', () => {
  const message = 'permission denied for table contacts';
  expect(codeOf(Object.assign(new Error(message), { code: '42501' }))).toBe('internal');
});
