import { TemplateLibrary } from '@demarc/contracts';
import type { FactoryProvider } from '@nestjs/common';

/** The templates that ship, read before any door opens; inject it as {@link TemplateLibrary}. */
export const templateLibraryProvider: FactoryProvider<TemplateLibrary> = {
  provide: TemplateLibrary,
  useFactory: () => TemplateLibrary.open(),
};
