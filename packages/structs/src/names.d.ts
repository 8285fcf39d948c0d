/** @throws {@link StructsError} `ERR_STRUCTS_DECLARATION` if a field cannot have this name */
export declare function checkFieldName(struct: string, field: string): void;
