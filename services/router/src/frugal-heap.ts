import v8 from 'node:v8';

/**
 * A million devices are packed bytes, but reading them makes a garbage of rows, and V8 would let its heap grow by half
 * again before it looks. Set before anything is loaded. With the young generation that services are started with
 * (`--max-semi-space-size=8`) a router of a million devices took 432 instead of 691 MB.
 */
v8.setFlagsFromString('--heap-growing-percent=40');
