import type { Schema } from './schemas.ts';

/** Where the real API differs from the client's types, or this service adds something on purpose. Nothing else may differ. */
interface Difference {
  /** Sent as null, although the types know no null. */
  nullable?: string[];
  /** Sent, although the types do not know it. */
  extra?: string[];
  /** In the types, although only the client makes it. */
  clientOnly?: string[];
}

const differences: Record<string, Difference> = {
  // Nulls and `store`: in every recorded stream of the real API.
  Response: { nullable: ['usage', 'user'], extra: ['store'], clientOnly: ['output_text'] },
  FileObject: { nullable: ['expires_at', 'status_details'] },
  VectorStore: { nullable: ['expires_after'], extra: ['description'] },
  // Says that it is no model.
  Model: { extra: ['description'] },
  // An empty list has no first and no last.
  ConversationItemList: { nullable: ['first_id', 'last_id'] },
  ResponseItemList: { nullable: ['first_id', 'last_id'] },
};

/** Changes the schemas by the list above. @throws {Error} where a difference does not exist any more */
export function allowKnownDifferences(definitions: Record<string, Schema>): void {
  for (const [name, { nullable = [], extra = [], clientOnly = [] }] of Object.entries(differences)) {
    const schema = definitions[name];
    if (!schema?.properties) throw new Error(`There is no type ${name}.`);
    for (const key of nullable) {
      const property = schema.properties[key];
      if (!property) throw new Error(`${name} has no ${key}.`);
      schema.properties[key] = { anyOf: [property, { type: 'null' }] };
    }
    for (const key of extra) {
      if (schema.properties[key]) throw new Error(`The types know ${name}.${key} now.`);
      schema.properties[key] = {};
    }
    schema.required = (schema.required ?? []).filter((key) => !clientOnly.includes(key));
  }
}
