import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { invalidate } from '../api/ask.js';
import { type BodyAt, call } from '../api/call.js';
import { WhyNot } from '../parts/why-not.js';
import { onceKey } from '../api/once-key.js';
import { tell } from '../app/tell.js';

/** Has deliveries tried again that were given up, and says how many are on their way. */
export function useRedrive() {
  const { t } = useTranslation('notices');
  return useCallback(
    async (body: BodyAt<'POST /v1/notices/redrive'>) => {
      try {
        const { redriven } = await call('POST /v1/notices/redrive', { body, idempotencyKey: onceKey() });
        tell({ intent: 'success', title: t('redriven', { count: redriven }) });
      } catch (error) {
        tell({ intent: 'error', title: t('notRedriven'), body: <WhyNot error={error} /> });
      }
      await invalidate('GET /v1/notices', 'GET /v1/notices/owed', 'GET /v1/status');
    },
    [t],
  );
}
