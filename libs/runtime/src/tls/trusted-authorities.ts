import { trustAlso } from '@demarc/contracts';
import { ConfigError } from '../config.js';

/** What the setting DEMARC_CA asks for; see {@link trustAlso}. Throws {@link ConfigError}. */
export function trustConfigured({ DEMARC_CA: file }: { readonly DEMARC_CA?: string | undefined }): void {
  try {
    trustAlso(file);
  } catch (error) {
    throw new ConfigError([(error as Error).message]);
  }
}
