/** A contact as statements select it, from the table or its alias `k`. */
export const SELECT_CONTACT = `contact_id as id, tenant_id as tenant, party, area, kind, name, language, phone, channels,
  role, expert_areas as "expertAreas", hours, reach`;

/** The same as one JSON object. */
export const CONTACT_AS_JSON = `json_build_object('id', k.contact_id, 'tenant', k.tenant_id, 'party', k.party,
  'area', k.area, 'kind', k.kind, 'name', k.name, 'language', k.language, 'phone', k.phone, 'channels', k.channels,
  'role', k.role, 'expertAreas', k.expert_areas, 'hours', k.hours, 'reach', k.reach)`;
