const refused =
  /x509:|certificate signed by unknown authority|failed to verify certificate|certificate verify failed|CERTIFICATE_VERIFY_FAILED|SSLCertVerificationError|invalid peer certificate|UnknownIssuer|self[- ]signed certificate|SELF_SIGNED_CERT|unable to get (?:local )?issuer certificate|UNABLE_TO_(?:GET_ISSUER_CERT|VERIFY_LEAF_SIGNATURE)|SSL certificate problem|server certificate verification failed|cannot verify \S+ certificate|PKIX path building failed/i;

/** Whether a program (Docker, pip, uv, curl, wget, git, npm, Java) complains of a certificate. */
export function isCertificateFailure(output: string): boolean {
  return refused.test(output);
}
