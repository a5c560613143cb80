import type { EngineContext, FileRecord } from '../../engine.ts';
import type { Place } from '../../access/names.ts';
import type { FileContent } from '../../store.ts';
import { Drawings } from './drawings.ts';
import { Outputs } from './outputs.ts';
import type { Services } from './services.ts';
import type { Uploads } from './uploads.ts';

/** What can be done with a file, wherever the service keeps it. */
export interface FileSource {
  read(place: Place, context: EngineContext): Promise<FileRecord>;
  content(place: Place, context: EngineContext): Promise<FileContent>;
  text(place: Place, context: EngineContext): Promise<string>;
  delete(place: Place, context: EngineContext): Promise<void>;
}

/** Finds the source of a file by its place: uploads, containers and drawings have ids of their own kinds. */
export function fileSources(services: Services, uploads: Uploads): (place: Place) => FileSource {
  const outputs = new Outputs(services);
  const drawings = new Drawings(services);
  return ({ id, parent }) => {
    if (parent?.startsWith('cntr')) return outputs;
    return id.startsWith('ig_') ? drawings : uploads;
  };
}
