// A certified OpenID provider (npm "oidc-provider") with the claims of Entree Federatie. usage: provider.mjs PORT REDIRECT [REDIRECT OF A TOOL]
import { Provider } from 'oidc-provider';

const [port, redirect, toolRedirect] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
// What Entree says of a person depends on who signs in; the login form of the provider asks a name and takes any password.
const eckId = 'https://ketenid.nl/pilot/' + '1a5c9c72'.repeat(16); // Entree writes arrays
const people = {
  vera: { eckId: [eckId], nlEduPersonRealId: 'vera@lijsterbes', givenName: 'Vera', eduPersonAffiliation: ['employee'], nlEduPersonHomeOrganizationId: '12LB', nlEduPersonHomeOrganizationBranchId: '12LB00' },
  // The same person after a change of accounts: another subject and real id, the same ECK iD.
  verhuisd: { eckId: [eckId], nlEduPersonRealId: 'v.devries@bestuur', givenName: 'Vera', eduPersonAffiliation: ['employee'], nlEduPersonHomeOrganizationId: '12LB' },
  kleineletter: { eckid: [eckId], nlEduPersonRealId: 'w@bestuur', givenName: 'Wie', eduPersonAffiliation: ['employee'], nlEduPersonHomeOrganizationId: '12LB' },
  tweewaarden: { eckId: [eckId, 'https://ketenid.nl/pilot/' + '0'.repeat(128)], nlEduPersonRealId: 'x@bestuur', givenName: 'Wie', eduPersonAffiliation: ['employee'], nlEduPersonHomeOrganizationId: '12LB' },
  tegenspraak: { eckId: [eckId], nlEduPersonRealId: 'beheer', givenName: 'Wie', eduPersonAffiliation: ['employee'], nlEduPersonHomeOrganizationId: '12LB' },
  nieuw: { nlEduPersonRealId: 'onbekend@lijsterbes', givenName: 'Nieuwe Collega', eduPersonAffiliation: ['staff'], nlEduPersonHomeOrganizationId: '12LB' },
  leerling: { nlEduPersonRealId: 'sander@lijsterbes', givenName: 'Sander', eduPersonAffiliation: ['student'], nlEduPersonHomeOrganizationId: '12LB' },
  elders: { nlEduPersonRealId: 'vera@lijsterbes', givenName: 'Vera', eduPersonAffiliation: ['employee'], nlEduPersonHomeOrganizationId: '99ZZ' },
};
const claims = ['eckId', 'eckid', 'nlEduPersonRealId', 'givenName', 'eduPersonAffiliation', 'nlEduPersonHomeOrganizationId', 'nlEduPersonHomeOrganizationBranchId'];
const provider = new Provider(issuer, {
  clients: [
    { client_id: 'dashboard', client_secret: 'een geheim van de proef', redirect_uris: [redirect], grant_types: ['authorization_code'], response_types: ['code'] },
    ...(toolRedirect ? [{ client_id: 'leermiddel', client_secret: 'een geheim van de proef', redirect_uris: [toolRedirect], grant_types: ['authorization_code'], response_types: ['code'] }] : []),
  ],
  claims: { openid: ['sub', ...claims] },
  pkce: { required: () => true },
  cookies: { keys: ['proef'] },
  // The school agreed on the tool beforehand, so that nobody is asked.
  async loadExistingGrant({ oidc }) {
    const known = oidc.result?.consent?.grantId ?? oidc.session.grantIdFor(oidc.client.clientId);
    if (known) return oidc.provider.Grant.find(known);
    if (oidc.client.clientId !== 'leermiddel') return undefined;
    const grant = new oidc.provider.Grant({ clientId: 'leermiddel', accountId: oidc.session.accountId });
    grant.addOIDCScope('openid');
    await grant.save();
    return grant;
  },
  findAccount: (_, id) => ({ accountId: id, claims: async () => ({ sub: id, ...people[id] }) }),
});
provider.listen(Number(port), '127.0.0.1', () => console.log(`listening ${issuer}`));
