/** Where the texts of drafts are kept, by thread; null is the thread that has not begun. */
export interface DraftStorage {
  load(threadId: string | null): string;
  /** An empty text removes the entry. */
  save(threadId: string | null, text: string): void;
}
