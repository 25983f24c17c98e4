/** The process by which the people of the demonstration sign in. Apart from the supervisor, as a provider is in earnest. */
import { dataFolder } from './data-folder.js';
import { reasonsAgainstDemoPeople } from './people/for-demonstration.js';
import { startSignInProvider } from './people/sign-in-provider.js';

const { DEMARC_DATA_DIR: dataDir, DEMARC_SIGN_IN_PORT: port, DEMARC_PUBLIC_URL: apiUrl } = process.env;
if (!dataDir || !port || !apiUrl) {
  throw new Error('set DEMARC_DATA_DIR, DEMARC_SIGN_IN_PORT and DEMARC_PUBLIC_URL: "npm start" does');
}
if (process.env['DEMARC_OIDC_ISSUER'])
  throw new Error('DEMARC_OIDC_ISSUER names a sign-in provider of your own: this one is not for use beside it');
const reasons = reasonsAgainstDemoPeople(process.env, process.env['DEMARC_BIND'] || '127.0.0.1');
if (reasons.length > 0) throw new Error(reasons.join('\n'));

const provider = await startSignInProvider({ dir: dataFolder(dataDir).people, port: Number(port), apiUrl });
console.log(`people sign in at ${provider.issuer}`);

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => void provider.stop().then(() => process.exit(0)));
}
