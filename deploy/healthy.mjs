/**
 * Whether the service in this container takes work, as its health check asks: over https when it speaks that. It asks
 * itself on the loopback interface, whatever name its certificate is for, and shows that certificate to a door that lets
 * in whoever has one (DEMARC_TLS_CLIENT_CA).
 */
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';

const { DEMARC_TLS_CERT: cert, DEMARC_TLS_KEY: key, DEMARC_HEALTH_PORT: port = '8080' } = process.env;
const tls = cert ? { cert: readFileSync(cert), key: readFileSync(key), rejectUnauthorized: false } : {};
const ask = (cert ? https : http).get({ host: '127.0.0.1', port, path: '/health/ready', timeout: 2_500, ...tls });
ask.on('response', ({ statusCode }) => process.exit(statusCode === 200 ? 0 : 1));
ask.on('timeout', () => process.exit(1));
ask.on('error', () => process.exit(1));
