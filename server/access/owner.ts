/** Whom threads, runs and files belong to. */
export interface Owner {
  /** The customer or workspace, where a host serves several; else empty. */
  tenant: string;
  /** The person, in any spelling that stays the same for them. */
  subject: string;
}

/** What a host may give for an owner: a string is a subject without a tenant. */
export type OwnerLike = string | { tenant?: string; subject: string };

/** @throws {TypeError} when there is no subject, because an empty one would be everybody's. */
export function toOwner(owner: OwnerLike): Owner {
  const { tenant = '', subject } = typeof owner === 'string' ? { subject: owner } : owner;
  if (typeof subject !== 'string' || subject === '' || typeof tenant !== 'string') {
    throw new TypeError('authorize() must give a non-empty string, or { tenant?, subject } with a non-empty subject.');
  }
  return { tenant, subject };
}

/** One string per owner; the length keeps `a` + `bc` and `ab` + `c` apart. */
export function ownerKey({ tenant, subject }: Owner): string {
  return `${tenant.length}:${tenant}${subject}`;
}
