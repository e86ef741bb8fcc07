/* SPDX-License-Identifier: Apache-2.0 */
/*
 * probus.model.example.SevenStep for spin, step by step: TASKS walk a bus of DEVICES, which none of the IOMMUs serves, and
 * probe each. With FIXED a mutex is held around each probe. A task that oopses is dead, however it died; its lock stays held.
 *
 *   spin -a -DTASKS=3 -DDEVICES=2 -DFIXED=0 seven-step.pml && gcc -O3 -DNOREDUCE -DSAFETY -o pan pan.c && ./pan
 *
 * A pointer is NULL or the number of the task, from 1, that made the object; each makes at most one for a device.
 */
#define NULL      0
#define MINE      (_pid + 1)
#define POINTER   bus[dev].iommu

mtype = { lock, load, allocate, publish, look, take, clear, release, unlock, done, dead };

typedef Device {
	byte iommu;
	bool freed[TASKS]
}
Device bus[DEVICES];
bool locked;

#if FIXED
#define FIRST lock
#define LAST  unlock
#else
#define FIRST load
#define LAST  done
#endif

inline next_device() {
	dev++;
	if
	:: dev == DEVICES -> pc = done; dev = 0
	:: else -> pc = FIRST
	fi
}

active [TASKS] proctype rk_iommu_probe()
{
	mtype pc = FIRST;
	byte dev;
	byte param;

end:
	do
	:: d_step { pc == lock && !locked -> locked = true; pc = load }
	:: d_step { pc == load -> pc = (POINTER == NULL -> allocate : look) }
	:: d_step { pc == allocate -> pc = publish }
	:: d_step { pc == publish -> POINTER = MINE; pc = look }
	:: d_step { pc == look -> pc = (POINTER == NULL -> dead : take) }
	:: d_step { pc == take -> param = POINTER; pc = clear }
	:: d_step { pc == clear -> POINTER = NULL; pc = release }
	:: d_step { pc == release ->
			if
			:: param == NULL -> pc = dead
			:: param != NULL && bus[dev].freed[param - 1] -> pc = dead; param = NULL
			:: else ->
				bus[dev].freed[param - 1] = true;
				param = NULL;
				if
				:: FIXED -> pc = unlock
				:: else -> next_device()
				fi
			fi
		}
	:: d_step { pc == unlock -> locked = false; next_device() }
	od
}
