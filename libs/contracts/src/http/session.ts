/** Holds who signed in with a browser, sealed by the api; nobody else reads it. */
export const SESSION_COOKIE = 'demarc_session';
