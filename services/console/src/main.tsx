import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './app/base.css';
import { Console } from './app/console.js';
import { watchForNewVersion } from './app/new-version.js';
import { beginWords } from './words/i18n.js';

watchForNewVersion();
await beginWords();
createRoot(document.querySelector('#root')!).render(
  <StrictMode>
    <Console />
  </StrictMode>,
);
