import { expect, it } from '@jest/globals';
import { requireCheckedTls } from './database-url.js';

const at = (query: string) => () => requireCheckedTls(`postgres://demarc:secret@db.example/demarc${query}`);

it.each([
  ['?sslmode=no-verify', 'says sslmode=no-verify'],
  ['?sslmode=verify-full&sslmode=no-verify', 'says sslmode=no-verify'],
  ['?sslmode=verifyfull', 'says sslmode=verifyfull'],
  ['?sslmode=require&uselibpqcompat=true', 'says uselibpqcompat'],
])('%s is refused, with what to write', (query, said) => {
  expect(at(query)).toThrow(said);
  expect(at(query)).toThrow('Write sslmode=verify-full');
  expect(at(query)).not.toThrow('secret');
});

it.each(['', '?sslmode=disable', '?sslmode=require', '?sslmode=verify-full&sslrootcert=/ca.pem'])(
  '"%s" is taken',
  (query) => {
    expect(at(query)).not.toThrow();
  },
);
