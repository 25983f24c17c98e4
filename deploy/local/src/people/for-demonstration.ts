import { productionSaidBy } from '@demarc/runtime';

const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|::1|\[::1\]|localhost)$/;

/**
 * Why nobody may be signed in with one click here; empty where they may. Each reason says what to do.
 *
 * @param bind the address on which the api is to listen
 */
export function reasonsAgainstDemoPeople(env: NodeJS.ProcessEnv, bind: string): readonly string[] {
  const advice =
    'the people of the demonstration sign in without a password. Set DEMARC_OIDC_ISSUER and DEMARC_ROLE_MAPPING to a sign-in provider of your own';
  return [
    ...productionSaidBy(env).map((name) => `${name} is "production": ${advice}, or unset ${name}`),
    ...(LOOPBACK.test(bind) ? [] : [`DEMARC_BIND is "${bind}": ${advice}, or leave it at 127.0.0.1`]),
  ];
}
