import { FluentProvider, RendererProvider, createDOMRenderer } from '@fluentui/react-components';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { Suspense, useLayoutEffect } from 'react';
import { queryClient } from '../api/ask.js';
import { router } from './router.js';
import { useTheme } from './theme.js';

const nonce = document.querySelector<HTMLMetaElement>('meta[name=style-nonce]')?.content ?? '';
/** Fluent makes its style sheets while it runs; the nonce is what the Content-Security-Policy knows them by. */
const renderer = createDOMRenderer(document, { styleElementAttributes: { nonce } });

/** Everything that pages stand on: styles, theme, words, what was read, and where one is. */
export function Console() {
  const theme = useTheme();
  // On the root, since Fluent gives a provider's own attributes to each of its portals too.
  useLayoutEffect(() => {
    document.documentElement.dataset['theme'] = theme.name;
  }, [theme.name]);
  return (
    <RendererProvider renderer={renderer}>
      <FluentProvider theme={theme.tokens}>
        <div className="console">
          <QueryClientProvider client={queryClient}>
            <Suspense>
              <RouterProvider router={router} />
            </Suspense>
          </QueryClientProvider>
        </div>
      </FluentProvider>
    </RendererProvider>
  );
}
