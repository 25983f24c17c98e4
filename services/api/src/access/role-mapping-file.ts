import { readFileSync } from 'node:fs';
import { type RoleMapping, roleMapping } from '@demarc/contracts';
import { ConfigError } from '@demarc/runtime';
import { parse } from 'yaml';

/** The mapping of claims to roles in a YAML or JSON file. Throws {@link ConfigError} that lists all its mistakes. */
export function readRoleMapping(file: string): RoleMapping {
  const checked = roleMapping.safeParse(contentOf(file));
  if (checked.success) return checked.data;
  throw new ConfigError(
    checked.error.issues.map(({ path, message }) => `DEMARC_ROLE_MAPPING: ${file}: ${path.join('.')}: ${message}`),
  );
}

function contentOf(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new ConfigError([`DEMARC_ROLE_MAPPING: ${file} cannot be read: ${said}`]);
  }
}
