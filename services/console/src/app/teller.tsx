import { Suspense, lazy, useEffect, useState } from 'react';
import { useWaiting } from './tell.js';

const Toasts = lazy(() => import('./toasts.js'));

/** The corner in which things are told; what it needs comes with the first of them. */
export function Teller() {
  const waits = useWaiting().length > 0;
  const [needed, setNeeded] = useState(false);
  useEffect(() => {
    if (waits) setNeeded(true);
  }, [waits]);
  return <Suspense>{needed && <Toasts />}</Suspense>;
}
