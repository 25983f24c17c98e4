const SAY_SO = ['DEMARC_ENV', 'NODE_ENV'] as const;

/** The variables that say that this is for production; what is fine on somebody's own machine is refused then. */
export function productionSaidBy(env: NodeJS.ProcessEnv): readonly string[] {
  return SAY_SO.filter((name) => env[name]?.trim().toLowerCase() === 'production');
}

export const isForProduction = (env: NodeJS.ProcessEnv): boolean => productionSaidBy(env).length > 0;
