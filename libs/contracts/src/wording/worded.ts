/** A notice in words, before a channel gives it a shape. Everything in it is plain text: each string is one line. */
export interface Worded {
  readonly noticeId: string;
  /** Null: a digest, or a window of maintenance. */
  readonly incidentId: string | null;
  /** BCP 47, of the words: a contact whose language does not ship reads English. */
  readonly language: string;
  readonly subject: string;
  readonly sections: readonly WordedSection[];
  /** What the reader can open or do by a click; labels in the same language. */
  readonly links: readonly WordedLink[];
  readonly footer: string;
}

export interface WordedSection {
  readonly heading: string;
  readonly lines: readonly string[];
}

export interface WordedLink {
  readonly label: string;
  readonly url: string;
}
