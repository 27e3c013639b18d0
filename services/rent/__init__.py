"""国有房屋租金减免: rent waivers for tenants of state-owned premises (一(十一))."""
