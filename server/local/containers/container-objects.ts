import type { ContainerRetrieveResponse } from 'openai/resources/containers/containers';
import type { FileRetrieveResponse } from 'openai/resources/containers/files/files';
import type { ContainerFile, StoredContainer } from './container-library.ts';

/** A container as the API shows it. */
export function containerObject(container: StoredContainer): ContainerRetrieveResponse {
  return {
    id: container.id,
    object: 'container',
    created_at: container.createdAt,
    status: container.expired ? 'expired' : 'running',
    expires_after: { anchor: 'last_active_at', minutes: container.idleMinutes },
    last_active_at: container.lastActiveAt,
    memory_limit: container.memoryLimit,
    name: container.name,
    network_policy: { type: 'disabled' },
  };
}

/** A file of a container as the API shows it. */
export function containerFileObject(containerId: string, file: ContainerFile): FileRetrieveResponse {
  return {
    id: file.id,
    object: 'container.file',
    created_at: file.createdAt,
    bytes: file.bytes,
    container_id: containerId,
    path: `/mnt/data/${file.name}`,
    source: file.source,
  };
}
