export { seedDemonstration, type SeedPlace } from './seed-demonstration.js';
