import { v7 } from 'uuid';

/** Every id is a UUIDv7, made here and not by the database: it sorts by time and is known before the insert. */
export const newId: () => string = () => v7();
