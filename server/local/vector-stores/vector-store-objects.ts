import type { VectorStoreFile } from 'openai/resources/vector-stores/files';
import type { VectorStore } from 'openai/resources/vector-stores/vector-stores';
import type { IndexedFile, StoredVectorStore } from './vector-store-library.ts';

/** A vector store as the API shows it; the nulls and the description are what the real one sends beyond its types. */
export function vectorStoreObject(
  store: StoredVectorStore,
  expired: boolean,
): Omit<VectorStore, 'expires_after'> & { expires_after: VectorStore.ExpiresAfter | null; description: string | null } {
  const { idleDays } = store;
  return {
    id: store.id,
    object: 'vector_store',
    created_at: store.createdAt,
    name: store.name,
    description: store.description,
    status: expired ? 'expired' : 'completed',
    usage_bytes: store.files.reduce((sum, { text }) => sum + ('bytes' in text ? text.bytes : 0), 0),
    file_counts: countFiles(store.files),
    last_active_at: store.lastActiveAt,
    expires_after: idleDays === undefined ? null : { anchor: 'last_active_at', days: idleDays },
    expires_at: idleDays === undefined ? null : store.lastActiveAt + idleDays * 24 * 60 * 60,
    metadata: store.metadata,
  };
}

/** A file of a vector store as the API shows it. */
export function vectorStoreFileObject(storeId: string, file: IndexedFile): VectorStoreFile {
  const { attributes, chunking, text } = file;
  return {
    id: file.id,
    object: 'vector_store.file',
    created_at: file.createdAt,
    vector_store_id: storeId,
    status: 'error' in text ? 'failed' : 'completed',
    last_error: 'error' in text ? { code: 'unsupported_file', message: text.error } : null,
    usage_bytes: 'bytes' in text ? text.bytes : 0,
    attributes,
    chunking_strategy: {
      type: 'static',
      static: { max_chunk_size_tokens: chunking.size, chunk_overlap_tokens: chunking.overlap },
    },
  };
}

/** Files by state; none is ever on its way, because reading one is part of adding it. */
export function countFiles(files: readonly IndexedFile[]): VectorStore.FileCounts {
  const failed = files.filter(({ text }) => 'error' in text).length;
  return { in_progress: 0, completed: files.length - failed, failed, cancelled: 0, total: files.length };
}
