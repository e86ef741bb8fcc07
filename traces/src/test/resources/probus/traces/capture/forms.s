# SPDX-License-Identifier: Apache-2.0
# A unit of DWARF 5 whose first entry has a value of each form, behind which struct device has iommu and iommu_group
    .section .debug_abbrev,"",%progbits
    .uleb128 1, 0x11
    .byte 1
    .uleb128 0x72, 0x17, 0, 0
    .uleb128 300, 0x34
    .byte 0
    .irp form, 0x01, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x0e, 0x0f, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15
    .uleb128 0x2000, \form
    .endr
    .irp form, 0x16, 0x17, 0x18, 0x19, 0x1a, 0x1b, 0x1c, 0x1d, 0x1e, 0x1f, 0x20, 0x22, 0x23, 0x24, 0x25, 0x26, 0x27, 0x28, 0x29, 0x2a, 0x2b, 0x2c
    .uleb128 0x2000, \form
    .endr
    .irp form, 0x1f01, 0x1f02, 0x1f20, 0x1f21
    .uleb128 0x2000, \form
    .endr
    .uleb128 0x2000, 0x21
    .sleb128 -5
    .uleb128 0, 0
    .uleb128 3, 0x13
    .byte 1
    .uleb128 0x03, 0x25, 0, 0
    .uleb128 4, 0x0d
    .byte 0
    .uleb128 0x03, 0x08, 0x38, 0x21
    .sleb128 720
    .uleb128 0, 0
    .uleb128 5, 0x0d
    .byte 0
    .uleb128 0x03, 0x08, 0x38, 0x16, 0, 0
    .byte 0
    .section .debug_str_offsets,"",%progbits
    .4byte 0, 0, 4, 0
    .section .debug_str,"",%progbits
    .asciz "yes"
    .asciz "device"
    .section .debug_info,"",%progbits
    .4byte end - begin
begin:
    .2byte 5
    .byte 1, 8
    .4byte 0
    .uleb128 1
    .4byte 8
    .uleb128 300
    .8byte 0                            # addr
    .2byte 2; .byte 9, 9                # block2
    .4byte 1; .byte 9                   # block4
    .2byte 9; .4byte 9; .8byte 9        # data2, data4, data8
    .asciz "text"                       # string
    .uleb128 1; .byte 9                 # block
    .byte 1, 9                          # block1
    .byte 9, 1                          # data1, flag
    .sleb128 -9000                      # sdata
    .4byte 0                            # strp
    .uleb128 9000                       # udata
    .4byte 12                           # ref_addr
    .byte 12; .2byte 12; .4byte 12; .8byte 12; .uleb128 12
    .uleb128 0x1e; .8byte 1, 2          # indirect, of data16
    .4byte 0                            # sec_offset
    .uleb128 2; .byte 0x91, 0           # exprloc
    .uleb128 1, 200                     # strx, addrx
    .4byte 0, 0                         # ref_sup4, strp_sup
    .8byte 1, 2                         # data16
    .4byte 0                            # line_strp
    .8byte 7                            # ref_sig8
    .uleb128 200, 200                   # loclistx, rnglistx
    .8byte 7                            # ref_sup8
    .byte 1; .2byte 1; .byte 1, 0, 0; .4byte 1
    .byte 1; .2byte 1; .byte 1, 0, 0; .4byte 1
    .uleb128 200, 200                   # GNU_addr_index, GNU_str_index
    .4byte 0, 0                         # GNU_ref_alt, GNU_strp_alt
    .uleb128 3
    .byte 0                             # strx1: the offset 4
    .uleb128 4
    .asciz "iommu"
    .uleb128 5
    .asciz "iommu_group"
    .uleb128 0x0a; .byte 3, 0x23; .uleb128 712 # indirect, of block1: DW_OP_plus_uconst
    .byte 0, 0
end:
