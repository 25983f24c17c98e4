import { FluentProvider, RendererProvider, createDOMRenderer } from '@fluentui/react-components';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { queryClient } from '../api/ask.js';
import { router } from './router.js';
import { useTheme } from './theme.js';

const nonce = document.querySelector<HTMLMetaElement>('meta[name=style-nonce]')?.content ?? '';
/** Fluent makes its style sheets while it runs; the nonce is what the Content-Security-Policy knows them by. */
const renderer = createDOMRenderer(document, { styleElementAttributes: { nonce } });

/** Everything that pages stand on: styles, theme, words, what was read, and where one is. */
export function Console() {
  const theme = useTheme();
  const { i18n } = useTranslation();
  return (
    <RendererProvider renderer={renderer}>
      <FluentProvider theme={theme.tokens} className="console" data-theme={theme.name} lang={i18n.language}>
        <QueryClientProvider client={queryClient}>
          <Suspense>
            <RouterProvider router={router} />
          </Suspense>
        </QueryClientProvider>
      </FluentProvider>
    </RendererProvider>
  );
}
