/** What a manifest may hold; conventions of this platform, unverified against real clients. */
export const manifestLimits = { fileBytes: 8 * 1024 * 1024, documents: 5000, documentBytes: 64 * 1024 } as const;
