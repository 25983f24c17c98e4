export { type ApiConfig, apiConfig } from './config.js';
export { type ApiParts, startApi } from './start-api.js';
