import { afterEach, expect, it } from '@jest/globals';
import { readConfig } from '@demarc/runtime';
import { apiConfig } from './config.js';

const before = process.env['DEMARC_ENV'];
afterEach(() => {
  if (before === undefined) delete process.env['DEMARC_ENV'];
  else process.env['DEMARC_ENV'] = before;
});

const read = (url: string) =>
  readConfig(apiConfig.pick({ DEMARC_PUBLIC_URL: true }), { DEMARC_PUBLIC_URL: url }).DEMARC_PUBLIC_URL;

it.each(['http://demarc.example', 'http://10.1.2.3:4780'])('for production people do not come by %s', (url) => {
  expect(read(url)).toBe(url);
  process.env['DEMARC_ENV'] = 'production';
  expect(() => read(url)).toThrow('DEMARC_PUBLIC_URL: must be https for production');
});

it.each(['https://demarc.example', 'http://127.0.0.1:4780'])('for production they may come by %s', (url) => {
  process.env['DEMARC_ENV'] = 'production';
  expect(read(url)).toBe(url);
});
