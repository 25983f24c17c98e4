import { defineConfig } from 'vite';

const API = process.env['DEMARC_API_URL'] ?? 'http://127.0.0.1:4780';

export default defineConfig({
  build: {
    target: 'es2024',
    // A style sheet in a data: address would need more of the Content-Security-Policy.
    assetsInlineLimit: 0,
    manifest: 'manifest.json',
    // Native in every browser of the target, and its polyfill is one more request.
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // deploy/check/console-size.mjs looks at what counts: how much is loaded first.
    chunkSizeWarningLimit: 1_000,
    // Fluent's files say 'use client', which means nothing without a server that renders.
    rolldownOptions: { checks: { moduleLevelDirective: false } },
  },
  // `vite` beside a running stack, to work on the console.
  server: { proxy: Object.fromEntries(['/v1', '/auth'].map((path) => [path, API])) },
});
