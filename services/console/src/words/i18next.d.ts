import 'i18next';
import type act from '../act/words.en.js';
import type customerView from '../customer-view/words.en.js';
import type app from '../app/words.en.js';
import type directory from '../directory/words.en.js';
import type incident from '../incident/words.en.js';
import type notices from '../notices/words.en.js';
import type overview from '../overview/words.en.js';
import type policy from '../policy/words.en.js';
import type quarantine from '../quarantine/words.en.js';
import type refusals from '../refusals/words.en.js';
import type queue from '../queue/words.en.js';
import type session from '../session/words.en.js';
import type vocabulary from '../vocabulary/words.en.js';

/** Each area's words by the name of its folder, so that a key nobody wrote does not compile. */
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'app';
    resources: {
      act: typeof act;
      app: typeof app;
      'customer-view': typeof customerView;
      directory: typeof directory;
      incident: typeof incident;
      notices: typeof notices;
      overview: typeof overview;
      policy: typeof policy;
      quarantine: typeof quarantine;
      queue: typeof queue;
      refusals: typeof refusals;
      session: typeof session;
      vocabulary: typeof vocabulary;
    };
  }
}
