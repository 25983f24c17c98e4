import { randomBytes } from 'node:crypto';
import type { ApiConfig } from '../config.js';

const NONCE_BYTES = 16;
export const newNonce = (): string => randomBytes(NONCE_BYTES).toString('base64');

const YEAR_S = 31_536_000;

/**
 * What keeps the console to itself: it loads from this site alone, runs no script that is written into a page, is framed
 * by nobody and tells no other site where one was. Fluent makes its style sheets while it runs; they carry the nonce.
 */
export function consoleHeaders(
  nonce: string,
  config: Pick<ApiConfig, 'DEMARC_OIDC_ISSUER' | 'DEMARC_PUBLIC_URL'>,
): Readonly<Record<string, string>> {
  const { DEMARC_OIDC_ISSUER: issuer, DEMARC_PUBLIC_URL: url } = config;
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self'",
    "connect-src 'self'",
    // Signing out is a form that the api answers with the way to the provider, and that way counts too.
    `form-action 'self' ${new URL(issuer).origin}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy.join('; '),
    'cache-control': 'no-cache',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    ...(url?.startsWith('https:') && { 'strict-transport-security': `max-age=${YEAR_S}` }),
  };
}
