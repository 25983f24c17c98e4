/** On which a window that signed in tells the others of the same browser. */
export const SIGNED_IN_CHANNEL = 'demarc.signed-in';
